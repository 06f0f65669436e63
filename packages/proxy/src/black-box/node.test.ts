import { nodeRuntime } from '../test-stack/node-runtime.js';
import { describeProxy } from './all-suites.js';

describeProxy(nodeRuntime);
