import type { Runtime } from '../test-stack/runtime.js';
import { originSuite } from './origin.suite.js';

/** What the proxy does over HTTP, told once, and held against every runtime. Each suite opens the shops it needs. */
const SUITES: readonly ((runtime: Runtime) => void)[] = [originSuite];

export function describeProxy(runtime: Runtime): void {
  for (const suite of SUITES) suite(runtime);
}
