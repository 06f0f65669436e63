/**
 * What the test runners write down: how many tests passed, and which did not and why. Every reader answers the same,
 * so that `npm test` can count over all of them and end with the reasons, however long the output before it was.
 *
 * @typedef {{ test: string, why: string }} Failure `test` names file and test; `why` is the runner's message, in plain text
 * @typedef {{ passed: number, skipped: number, failures: Failure[] }} Told
 */
import { stripVTControlCharacters } from 'node:util';

/** Longer messages are diffs of whole objects; their beginning says which. */
const MOST_LINES = 30;

/** @returns {Told} from `--reporter=json` of Vitest, `testResults` being its files */
export function readVitest({ testResults }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failures = testResults.flatMap(({ name, message, status, assertionResults }) => {
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName, failureMessages }) => failure(`${name} › ${fullName}`, failureMessages.join('\n')));
    // A file that broke outside of its tests has failed as one.
    return status === 'failed' && failed.length === 0 ? [failure(name, message)] : failed;
  });
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failed = tests.filter(({ status }) => status === 'failed').length;
  return { passed, skipped: tests.length - passed - failed, failures };
}

/** @returns {Told} from `--reporter=json` of Playwright; what passed at a second try has failed */
export function readPlaywright({ stats, suites, errors }) {
  const broken = errors.map(({ message, location }) => failure(location?.file ?? 'playwright', message ?? ''));
  const failures = suites.flatMap((suite) => failedJourneys(suite, []));
  return { passed: stats.expected, skipped: stats.skipped, failures: [...failures, ...broken] };
}

function failedJourneys({ title, specs, suites = [] }, above) {
  const names = [...above, title];
  const here = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => {
        const messages = results.flatMap(({ errors }) => errors.map(({ message }) => message));
        return failure([...names, spec.title].join(' › '), messages.join('\n'));
      }),
  );
  return [...here, ...suites.flatMap((suite) => failedJourneys(suite, names))];
}

/** @returns {Told} from the sessions of @web/test-runner, one for each file and browser */
export function readWebTestRunner(sessions) {
  const tests = sessions.flatMap(({ testFile, testResults }) => testsIn(testResults, [testFile]));
  const failed = tests.filter(({ passed, skipped }) => !passed && !skipped);
  const failures = failed.map(({ names, error }) => failure(names.join(' › '), said(error)));
  for (const { testFile, testResults, passed, errors } of sessions) {
    // A page that broke outside of its tests has failed as one.
    if (!passed && testsIn(testResults, []).every((test) => test.passed || test.skipped)) {
      failures.push(failure(testFile, errors.map(said).join('\n')));
    }
  }
  return {
    passed: tests.filter(({ passed, skipped }) => passed && !skipped).length,
    skipped: tests.filter(({ skipped }) => skipped).length,
    failures,
  };
}

const testsIn = (suite, above) =>
  suite
    ? [
        ...suite.tests.map((test) => ({ ...test, names: [...above, test.name] })),
        ...suite.suites.flatMap((inner) => testsIn(inner, [...above, inner.name])),
      ]
    : [];

const said = (error) => [error?.message, error?.stack].filter(Boolean).join('\n');

/** What a program said last, for one that ended badly without a report. */
export const lastWords = (text) => plain(text).trimEnd().split('\n').slice(-MOST_LINES).join('\n');

function failure(test, message) {
  const lines = plain(message).split('\n');
  const left = lines.length - MOST_LINES;
  return {
    test,
    why: left > 0 ? [...lines.slice(0, MOST_LINES), `… ${left} more lines`].join('\n') : lines.join('\n'),
  };
}

const plain = (text) => stripVTControlCharacters(text);
