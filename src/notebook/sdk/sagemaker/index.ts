/**
 * What a cell gets for 'sagemaker': the Python SDK's names in camelCase, on top of AWS's own clients. What is called
 * and waited for there is awaited here.
 */
export { UnexpectedStatusException } from './errors.ts';
export { Estimator, type EstimatorOptions, type FitOptions, type Hyperparameters } from './estimator.ts';
export { getExecutionRole } from './execution-role.ts';
export { imageUris, type RetrieveOptions } from './image-uris.ts';
export { AsyncInferenceResponse, AsyncPredictor } from './async-predictor.ts';
export type { DeployOptions } from './deploy-endpoint.ts';
export {
	AsyncInferenceConfig,
	ServerlessInferenceConfig,
	type AsyncInferenceOptions,
	type ServerlessInferenceOptions
} from './inference-configs.ts';
export { Model, type ModelOptions } from './model.ts';
export { MultiDataModel, type MultiDataModelOptions } from './multi-data-model.ts';
export { PipelineModel, type PipelineModelOptions } from './pipeline-model.ts';
export {
	CategoricalParameter,
	ContinuousParameter,
	IntegerParameter,
	type HyperparameterRanges,
	type RangeOptions
} from './parameter-ranges.ts';
export {
	Predictor,
	type PredictOptions,
	type PredictorOptions,
	type UpdateEndpointOptions
} from './predictor.ts';
export { ProcessingInput, ProcessingOutput } from './processing-data.ts';
export type { ProcessingInputOptions, ProcessingOutputOptions } from './processing-data.ts';
export { ProcessingJob } from './processing-job.ts';
export { Processor, type ProcessorOptions, type RunOptions } from './processor.ts';
export { ScriptProcessor, type RunScriptOptions, type ScriptProcessorOptions } from './script-processor.ts';
export {
	BytesDeserializer,
	CSVDeserializer,
	CSVSerializer,
	IdentitySerializer,
	JSONDeserializer,
	JSONSerializer,
	type Deserializer,
	type Serializer
} from './serializers.ts';
export { S3Downloader } from './s3-downloader.ts';
export { Session, type SessionOptions, type UploadOptions } from './session.ts';
export { TrainingInput, type FitInputs, type TrainingInputOptions } from './training-input.ts';
export { TrainingJob } from './training-job.ts';
export { Transformer, type TransformOptions, type TransformerOptions } from './transformer.ts';
export { HyperparameterTuner, type HyperparameterTunerOptions, type TuneOptions } from './tuner.ts';
export { HyperparameterTuningJobAnalytics, type TuningRow } from './tuning-analytics.ts';
