import type { RunNews } from '#state/runs/run-news.ts';
import { t } from '../text/text.svelte.ts';
import { listNumbers } from './list-numbers.ts';

/** One sentence on where the runs stand, for the status region; empty before the first run. */
export function newsText(news: RunNews): string {
	switch (news.kind) {
		case 'none':
			return '';
		case 'running':
			return t('news.running', { number: news.number, total: news.total });
		case 'done':
		case 'aborted':
			return t(`news.${news.kind}`, { number: news.number });
		case 'failed':
			return t('news.failed', { number: news.number, code: news.code });
		case 'checked':
			return t(news.passed ? 'news.right' : 'news.wrong', { number: news.number });
		case 'finished':
		case 'stopped':
			return [
				t(`news.${news.kind}`, { ran: news.ran, errors: news.errors }),
				...skippedText(news.skipped)
			].join('; ');
		case 'stuck':
			return t(news.doing === 'stop' ? 'news.stuckStop' : 'news.stuckRestart', { message: news.message });
		case 'stopping':
		case 'restarting':
		case 'restarted':
		case 'replaced':
		case 'died':
			return t(`news.${news.kind}`);
	}
}

function skippedText(skipped: readonly number[]): string[] {
	return skipped.length > 0 ? [t('news.skipped', { count: skipped.length, list: listNumbers(skipped) })] : [];
}
