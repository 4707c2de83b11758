/**
 * Registry accounts of the images that most of SageMaker's first algorithms share, by region.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html
 */
export const firstAccounts = {
	'us-east-1': '382416733822',
	'us-east-2': '404615174143',
	'us-west-1': '632365934929',
	'us-west-2': '174872318107',
	'ap-northeast-1': '351501993468',
	'ap-northeast-2': '835164637446',
	'ap-south-1': '991648021394',
	'ap-southeast-1': '475088953585',
	'ap-southeast-2': '712309505854',
	'ca-central-1': '469771592824',
	'eu-central-1': '664544806723',
	'eu-north-1': '669576153137',
	'eu-west-1': '438346466558',
	'eu-west-2': '644912444149',
	'eu-west-3': '749696950732',
	'sa-east-1': '855470959533'
};
