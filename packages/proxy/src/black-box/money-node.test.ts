import { nodeRuntime } from '../test-stack/node-runtime.js';
import { describeMoney } from './money-suites.js';

describeMoney(nodeRuntime);
