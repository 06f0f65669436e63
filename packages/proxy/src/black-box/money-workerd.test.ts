import { workerdRuntime } from '../test-stack/workerd-runtime.js';
import { describeMoney } from './money-suites.js';

describeMoney(workerdRuntime);
