import { workerdRuntime } from '../test-stack/workerd-runtime.js';
import { describeProxy } from './all-suites.js';

describeProxy(workerdRuntime);
