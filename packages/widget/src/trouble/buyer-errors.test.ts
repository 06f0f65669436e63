import { executeServerCommand } from '@web/test-runner-commands';
import { expect } from 'chai';

describe('docs/buyer-errors.md', () => {
  it('has a row for every code, each with its sentence and next step, names tests that exist, and is not stale', async () => {
    const checked = await executeServerCommand('check-buyer-errors');
    expect(checked).to.deep.equal({ wrong: '', stderr: '' });
  });
});
