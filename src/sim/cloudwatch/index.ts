export { alarmStateOf, removeAlarm } from './alarm-operations.ts';
export { evaluateAlarms, watchAlarms } from './alarm-watch.ts';
export { putAlarm } from './put-metric-alarm.ts';
export { countInvocation, recordTrainingMetrics, type InvocationFacts } from './sagemaker-metrics.ts';
export { pointOf } from './point.ts';
export { countPoint, recordPoints } from './record.ts';
export { cloudwatch } from './service.ts';
export { alarms, CLOUDWATCH_TABLES, metricId } from './tables.ts';
