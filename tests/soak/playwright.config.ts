import base from '../../playwright.config.ts';

/** Long runs, by hand and at night: `npm run soak:documents`. */
export default { ...base, testDir: '.', testMatch: '**/*.soak.ts', outputDir: '../../test-results/soak' };
