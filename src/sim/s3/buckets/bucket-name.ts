import { AwsError } from '#base/errors.ts';

/** The rules that a name breaks, in words; null for a name that S3 takes.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function bucketNameFault(name: string): string | null {
	if (name.length < 3 || name.length > 63) return 'a name has 3 to 63 characters';
	if (!/^[a-z0-9.-]+$/.test(name)) return 'a name is made of lower-case letters, digits, hyphens and dots';
	if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'a name begins and ends with a letter or digit';
	if (name.includes('..')) return 'two dots may not stand together';
	if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return 'a name may not look like an IP address';
	if (/^(xn--|sthree-|amzn-s3-demo-)/.test(name))
		return 'the prefixes xn--, sthree- and amzn-s3-demo- are reserved';
	if (/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name))
		return 'the suffixes -s3alias, --ol-s3, .mrap, --x-s3 and --table-s3 are reserved';
	return null;
}

/** @throws AwsError InvalidBucketName, naming the rule */
export function checkBucketName(name: string): void {
	const fault = bucketNameFault(name);
	if (fault === null) return;
	throw new AwsError('InvalidBucketName', `The specified bucket is not valid. ('${name}': ${fault})`, 400, {
		members: { BucketName: name },
		hint: 'Choose a name like sagemaker-us-east-1-123456789012.'
	});
}
