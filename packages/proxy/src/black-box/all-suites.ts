import type { Runtime } from '../test-stack/runtime.js';
import { abortSuite } from './abort.suite.js';
import { catalogSuite } from './catalog.suite.js';
import { formSuite } from './form.suite.js';
import { httpSuite } from './http.suite.js';
import { limitsSuite } from './limits.suite.js';
import { originSuite } from './origin.suite.js';
import { settingsSuite } from './settings.suite.js';
import { widgetSuite } from './widget.suite.js';

/** What the proxy does over HTTP, told once, and held against every runtime. Each suite opens the shops it needs. */
const SUITES: readonly ((runtime: Runtime) => void)[] = [
  formSuite,
  httpSuite,
  originSuite,
  limitsSuite,
  settingsSuite,
  catalogSuite,
  widgetSuite,
  abortSuite,
];

export function describeProxy(runtime: Runtime): void {
  for (const suite of SUITES) suite(runtime);
}
