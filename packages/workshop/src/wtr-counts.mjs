/** A reporter for @web/test-runner that writes `{ passed, failed, skipped }` to the file `npm test` names. */
import { writeFileSync } from 'node:fs';

/** @returns {import('@web/test-runner').Reporter} */
export function countsReporter(file = process.env.TEST_COUNTS_FILE) {
  return {
    stop({ sessions }) {
      if (!file) return;
      const tests = sessions.flatMap((session) => testsOf(session.testResults));
      // A page that broke before its tests ran has failed as one.
      const broken = sessions.filter(
        (session) => !session.passed && testsOf(session.testResults).every(({ passed }) => passed),
      );
      writeFileSync(
        file,
        JSON.stringify({
          passed: tests.filter(({ passed, skipped }) => passed && !skipped).length,
          failed: tests.filter(({ passed, skipped }) => !passed && !skipped).length + broken.length,
          skipped: tests.filter(({ skipped }) => skipped).length,
        }),
      );
    },
  };
}

const testsOf = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : []);
