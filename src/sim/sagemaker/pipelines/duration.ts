const UNITS_MS: readonly number[] = [365, 30, 7, 1].map((days) => days * 86_400_000);

/** Milliseconds of an ISO 8601 duration such as `P30D` or `PT1H`; a month counts 30 days. Null for what is none. */
export function durationMs(text: string): number | null {
	const match =
		/^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(
			text
		);
	if (!match) return null;
	const units = [...UNITS_MS, 3_600_000, 60_000, 1000];
	return units.reduce((sum, ms, i) => sum + Number(match[i + 1] ?? 0) * ms, 0);
}
