/* What a page under a strict policy has to hear, for the test that looks into it. */
window.violations = [];
window.warnings = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
  window.violations.push(violatedDirective),
);
Object.assign(console, { warn: (text) => window.warnings.push(text) });
