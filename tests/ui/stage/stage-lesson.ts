import type { CodeCell, Lesson, MarkdownCell } from '#notebook/lesson/lesson.ts';

const text = (id: string, markdown: string): MarkdownCell => ({ kind: 'markdown', id, text: markdown });

const code = (id: string, source: string, exercise: CodeCell['exercise'] = null): CodeCell => ({
	kind: 'code',
	id,
	language: 'ts',
	source,
	exercise
});

/** A lesson with every kind of cell; the stage's kernel answers to the words in them. */
export const stageLesson: Lesson = {
	id: 'stage',
	title: 'Boston Housing: train, deploy, predict',
	summary:
		'Train a boosted tree on house prices, put it behind an endpoint, ask it, and shut it down before it costs.',
	minutes: 25,
	needs: [],
	data: [],
	exam: [],
	cells: [
		text(
			'intro',
			'## What you will build\n\nA model that guesses the price of a house from **thirteen numbers** about its neighbourhood. You will\n\n1. load the data and look at it,\n2. train with `XGBoost` on a machine of its own,\n3. deploy the model and *ask* it.\n\n> The data has a column that should not be there. We come back to it.\n\n```js\nconst first = rows[0];\n```'
		),
		code(
			'load',
			"import { readCsv } from 'sagebrush';\n\nconst houses = await readCsv('data/boston.csv'); // 506 rows\nhouses.table"
		),
		text(
			'look',
			'## Look at it\n\nNumbers first, then a picture. More on [XGBoost](https://xgboost.readthedocs.io).'
		),
		code('plot', "Plot.dot(houses, { x: 'rm', y: 'medv' }).plot()"),
		code(
			'log',
			"console.log('mean', 22.53, { rows: 506, columns: ['crim', 'zn'] });\nconsole.warn('two rows lack a value');\nhouses.tree"
		),
		code(
			'train',
			"const estimator = new Estimator({\n\timage: imageUris.retrieve('xgboost', 'us-east-1', '1.7-1'),\n\tinstanceType: 'ml.m5.xlarge',\n\tinstanceCount: 1\n});\nawait estimator.fit({ train, validation }); // stream"
		),
		text('exercise-text', '## Your turn\n\nCompute the *root mean squared error*.'),
		code('rmse', 'const rmse = 0; // yours', {
			check: 'if (rmse === 0) throw new Error("rmse is still 0: square the differences first.");',
			solution: 'const rmse = Math.sqrt(mean(differences.map((d) => d ** 2)));',
			hints: ['Square the differences **before** you average.', 'The root comes last: `Math.sqrt`.']
		}),
		code(
			'broken',
			"await sagemaker.send(\n\tnew CreateEndpointCommand({ EndpointName: 'my endpoint!' }) // error\n);"
		),
		code('after', 'houses.length')
	]
};
