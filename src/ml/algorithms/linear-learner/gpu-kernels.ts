import type { LossName } from './hyperparameters.ts';
import { EPSILON, RMSPROP_DECAY, type StepRule } from './optimizer.ts';

/** Threads of a workgroup. */
export const THREADS = 256;

/** What a kernel of losses may lean on, as WGSL. */
interface LossText {
	readonly loss: string;
	readonly slope: string;
}

/**
 * Of losses with one output, by the margin `m` and the label `y`; `side` is 1 or −1 for labels 1 and 0. Of `plan`, x is
 * hinge's margin, y the quantile, and z what is insensitive, or Huber's bound. They are those of losses.ts.
 */
const TEXTS: Readonly<Record<Exclude<LossName, 'softmax_loss'>, LossText>> = {
	logistic: {
		// Neither e^−|m| overflows, nor is 1 + e^−|m| rounded to 1 before its logarithm is taken.
		loss: 'max(-side * m, 0.0) + select(log(1.0 + exp(-abs(m))), exp(-abs(m)), abs(m) > 10.0)',
		slope: 'select(exp(-abs(m)), 1.0, m >= 0.0) / (1.0 + exp(-abs(m))) - y'
	},
	hinge_loss: {
		loss: 'max(0.0, plan.x - side * m)',
		slope: 'select(0.0, -side, side * m < plan.x)'
	},
	squared_loss: { loss: '(m - y) * (m - y)', slope: '2.0 * (m - y)' },
	absolute_loss: { loss: 'abs(m - y)', slope: 'sign(m - y)' },
	eps_insensitive_squared_loss: {
		loss: 'max(0.0, abs(m - y) - plan.z) * max(0.0, abs(m - y) - plan.z)',
		slope: '2.0 * sign(m - y) * max(0.0, abs(m - y) - plan.z)'
	},
	eps_insensitive_absolute_loss: {
		loss: 'max(0.0, abs(m - y) - plan.z)',
		slope: 'select(0.0, sign(m - y), abs(m - y) > plan.z)'
	},
	quantile_loss: {
		loss: 'select((1.0 - plan.y) * (m - y), plan.y * (y - m), m < y)',
		slope: 'select(select(0.0, 1.0 - plan.y, m > y), -plan.y, m < y)'
	},
	huber_loss: {
		loss: 'select(plan.z * (abs(m - y) - plan.z / 2.0), (m - y) * (m - y) / 2.0, abs(m - y) <= plan.z)',
		slope: 'clamp(m - y, -plan.z, plan.z)'
	}
};

const POINTWISE = ({ loss, slope }: LossText): string => `
fn measure(at: u32, y: f32, weight: f32) -> f32 {
	let m = margins[at];
	let side = select(-1.0, 1.0, y > 0.0);
	margins[at] = (${slope}) * weight * bitcast<f32>(sizes.share);
	return ${loss};
}`;

const SOFTMAX = `
fn measure(at: u32, y: f32, weight: f32) -> f32 {
	let own = margins[at + u32(y)];
	var most = own;
	for (var k = 0u; k < sizes.outputs; k++) { most = max(most, margins[at + k]); }
	var sum = 0.0;
	for (var k = 0u; k < sizes.outputs; k++) { sum += exp(margins[at + k] - most); }
	for (var k = 0u; k < sizes.outputs; k++) {
		let right = select(0.0, 1.0, k == u32(y));
		margins[at + k] = (exp(margins[at + k] - most) / sum - right) * weight * bitcast<f32>(sizes.share);
	}
	return most + log(sum) - own;
}`;

/**
 * One workgroup a model: puts slopes where the margins of the rows are, and adds up losses and weights of the rows.
 * @returns WGSL
 */
export function measureSource(name: LossName): string {
	return `
struct Sizes { rows: u32, first: u32, models: u32, outputs: u32, classes: u32, slot: u32, share: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read_write> margins: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<f32>;
@group(0) @binding(3) var<storage, read> classWeights: array<f32>;
@group(0) @binding(4) var<storage, read> plans: array<f32>;
@group(0) @binding(5) var<storage, read_write> sums: array<vec2f>;

var<private> plan: vec3f;
var<workgroup> parts: array<vec2f, ${THREADS}>;
${name === 'softmax_loss' ? SOFTMAX : POINTWISE(TEXTS[name])}

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
	let model = group.x;
	plan = vec3f(plans[0], plans[1], plans[2]);
	var own = vec2f();
	for (var row = thread; row < sizes.rows; row += ${THREADS}u) {
		let y = labels[sizes.first + row];
		var weight = 1.0;
		if (sizes.classes > 0u) { weight = classWeights[model * sizes.classes + u32(y)]; }
		let loss = measure((row * sizes.models + model) * sizes.outputs, y, weight);
		own += vec2f(weight * loss, weight);
	}
	parts[thread] = own;
	for (var half = ${THREADS / 2}u; half > 0u; half /= 2u) {
		workgroupBarrier();
		if (thread < half) { parts[thread] += parts[thread + half]; }
	}
	if (thread == 0u) { sums[sizes.slot * sizes.models + model] = parts[0]; }
}`;
}

/** Numbers of a step: those of all models, then those of each. */
export const COMMON = 8;
export const OF_MODEL = 4;

const STEPS: Readonly<Record<StepRule['optimizer'], string>> = {
	sgd: `
	let moved = numbers[0] * means[at] - rate * gradient;
	means[at] = moved;
	weights[at] = shrink(weights[at] + moved, rate * l1 / (1.0 - numbers[0]));`,
	adam: `
	let first = numbers[1] * means[at] + (1.0 - numbers[1]) * gradient;
	let second = numbers[2] * squares[at] + (1.0 - numbers[2]) * gradient * gradient;
	means[at] = first;
	squares[at] = second;
	let size = sqrt(second) / numbers[3] + ${EPSILON};
	weights[at] = shrink(weights[at] - rate * numbers[4] * first / size, rate * l1 / size);`,
	rmsprop: `
	squares[at] = ${RMSPROP_DECAY} * squares[at] + ${1 - RMSPROP_DECAY} * gradient * gradient;
	let size = sqrt(squares[at]) + ${EPSILON};
	weights[at] = shrink(weights[at] - rate * gradient / size, rate * l1 / size);`
};

/**
 * One thread a weight, the biases among them: the sum of its gradient's parts, and the step of optimizer.ts. `numbers`
 * begins with momentum, beta1, beta2, √(1 − beta2ᵗ), 1 / (1 − beta1ᵗ), and what the bias's rate and wd are multiplied by;
 * then come rate, wd and l1 of each model.
 * @returns WGSL
 */
export function stepSource(optimizer: StepRule['optimizer']): string {
	const [means, squares] = [optimizer !== 'rmsprop', optimizer !== 'sgd'];
	return `
struct Sizes { count: u32, step: u32, bias: u32, vectors: u32, parts: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> gradients: array<f32>;
@group(0) @binding(2) var<storage, read> numbers: array<f32>;
@group(0) @binding(3) var<storage, read_write> weights: array<f32>;
${means ? '@group(0) @binding(4) var<storage, read_write> means: array<f32>;' : ''}
${squares ? `@group(0) @binding(${means ? 5 : 4}) var<storage, read_write> squares: array<f32>;` : ''}

fn shrink(value: f32, by: f32) -> f32 {
	return select(value - sign(value) * by, 0.0, abs(value) <= by);
}

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
	let at = id.x;
	let column = at % sizes.step;
	if (at >= sizes.count || column > sizes.bias) { return; }
	let own = ${COMMON}u + at / sizes.step / sizes.vectors * ${OF_MODEL}u;
	let isBias = column == sizes.bias;
	let rate = numbers[own] * select(1.0, numbers[5], isBias);
	let wd = numbers[own + 1u] * select(1.0, numbers[6], isBias);
	let l1 = select(numbers[own + 2u], 0.0, isBias);
	var gradient = wd * weights[at];
	for (var part = 0u; part < sizes.parts; part++) { gradient += gradients[part * sizes.count + at]; }
	${STEPS[optimizer]}
}`;
}
