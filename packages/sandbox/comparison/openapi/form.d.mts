export interface RequiredByLevel {
  readonly required: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function formOf(operation: RequiredByLevel, param: string, kind: string, value: string): string;
