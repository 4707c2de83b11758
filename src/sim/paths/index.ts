export {
	PATH_STEPS,
	type PathFacts,
	type PathStep,
	type PathStepKind,
	type RequestPath
} from './request-path.ts';
export { RequestRecorder } from './request-recorder.ts';
export { RequestTrace } from './request-trace.ts';
