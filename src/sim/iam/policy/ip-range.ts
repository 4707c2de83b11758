/** Whether an IPv4 address lies in a range such as `203.0.113.0/24`; a range without length is one address. */
export function ipInRange(address: string, range: string): boolean {
	const [base = '', length = '32'] = range.split('/');
	const [a, b] = [numberOf(address), numberOf(base)];
	const bits = Number(length);
	if (a === null || b === null || !(bits >= 0 && bits <= 32)) return false;
	const size = 2 ** (32 - bits);
	return Math.floor(a / size) === Math.floor(b / size);
}

function numberOf(address: string): number | null {
	const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
	const parts = match?.slice(1).map(Number) ?? [256];
	if (parts.some((part) => part > 255)) return null;
	return parts.reduce((n, part) => n * 256 + part, 0);
}
