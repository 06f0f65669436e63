/** A reporter for @web/test-runner that writes what came of the tests to the file `npm test` names. */
import { writeFileSync } from 'node:fs';
import { readWebTestRunner } from './test-reports.mjs';

/** @returns {import('@web/test-runner').Reporter} */
export function reportToFile(file = process.env.TEST_REPORT_FILE) {
  return {
    stop({ sessions }) {
      if (file) writeFileSync(file, JSON.stringify(readWebTestRunner(sessions)));
    },
  };
}
