/** A lesson in canonical form that uses every rule of the grammar. */
export const SAMPLE = `---
title: "Boston Housing: train, deploy, predict"
summary: From a table to an endpoint.
minutes: 40
needs:
  - first-steps
data:
  - data/boston.csv
---

What we do, and why.

## The data

A fence without \`cell\` is only shown:

\`\`\`csv
crim,zn
## no heading: inside a fence
\`\`\`

\`\`\`ts cell id=load
const text = await files.text('data/boston.csv');
\`\`\`

Text below a cell.

<!-- cell -->

Another text cell.

<!-- cell id=lasting -->

## With an id of its own

\`\`\`js cell id=empty
\`\`\`

## Exercise

\`\`\`\`ts cell id=rmse exercise
const fence = \`
\`\`\`
\`;
\`\`\`\`

\`\`\`ts check for=rmse
if (rmse([1], [1]) !== 0) throw new Error('No.');
\`\`\`

\`\`\`ts solution for=rmse
function rmse() {
	return 0;
}
\`\`\`

\`\`\`md hint for=rmse
Begin with the differences.
\`\`\`

\`\`\`md hint for=rmse
Then the mean.
\`\`\`
`;
