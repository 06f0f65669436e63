import { executeServerCommand } from '@web/test-runner-commands';
import { expect } from 'chai';
import { hasTest } from '../../build/named-tests.js';

describe('docs/buyer-errors.md', () => {
  it('has a row for every code, each with its sentence and next step, names tests that exist, and is not stale', async () => {
    const checked = await executeServerCommand('check-buyer-errors');
    expect(checked).to.deep.equal({ wrong: '', stderr: '' });
  });

  it('counts no test that is skipped, commented out, or only talked about', () => {
    const source = "it('is run', () => {});\n  it(\n    `is “run” for ${code}`,\n  );";
    expect(hasTest(source, 'is run')).to.equal(true);
    expect(hasTest(source, "is 'run' for ${code}")).to.equal(true);
    for (const gone of ["it.skip('is run'", "xit('is run'", "// it('is run'", "/*\nit('is run'\n*/", "'is run'"])
      expect(hasTest(gone, 'is run'), gone).to.equal(false);
    expect(hasTest("it('is run twice'", 'is run')).to.equal(false);
  });
});
