import type { FaultKindOf } from '../../src/faults/fault.js';
import type { Behaviour } from '../../src/faults/sdk-behaviour.js';

export const FAULTS_START: string;
export const FAULTS_END: string;

export function faultsTable(kinds: Readonly<Record<string, FaultKindOf>>, behaviours: readonly Behaviour[]): string;
