/** `BUCKET.s3.REGION.amazonaws.com` and its elder forms; not the hosts of websites. */
const AWS_HOST = /^(?:(.+)\.)?s3(?!-website)(?:[.-][a-z0-9-]+)*\.amazonaws\.com$/;
/** The same on a host of one's own. */
const LOCAL_HOST = /^(.+?)(?:\.s3)?\.localhost$/;

/** Requests to these hosts can be for nobody else. */
export const isS3Host = AWS_HOST;

/** A virtual host's bucket goes in front of the path, so that both styles are one. */
export function pathOf(hostname: string, path: string): string {
	const bucket = AWS_HOST.exec(hostname)?.[1] ?? LOCAL_HOST.exec(hostname)?.[1];
	return bucket === undefined || bucket === 's3' ? path : `/${bucket}${path}`;
}
