import { createContext } from 'svelte';
import type { CloudState } from '#state/cloud/cloud.svelte.ts';
import type { ConsoleView } from '#state/cloud/console-view.svelte.ts';
import type { NotebookState } from '#state/notebook.svelte.ts';
import type { ThemeState } from '#state/theme.svelte.ts';
import type { NotebookTypes } from './editor/types/notebook-types.ts';
import type { Command } from './notebook/commands/command.ts';
import type { CellStage } from './notebook/stage.svelte.ts';
import type { NotebookTools } from './notebook/tools/tools.svelte.ts';
import type { RichText } from './outputs/rich-text.ts';
import type { AppServices } from './services.ts';

export const [useServices, provideServices] = createContext<AppServices>();
export const [useCloud, provideCloud] = createContext<CloudState>();
export const [useConsole, provideConsole] = createContext<ConsoleView>();
export const [useTheme, provideTheme] = createContext<ThemeState>();
export const [useNotebook, provideNotebook] = createContext<NotebookState>();
/** Every command of the open notebook. */
export const [useCommands, provideCommands] = createContext<readonly Command[]>();
/** What TypeScript knows about the open notebook's cells. */
export const [useTypes, provideTypes] = createContext<NotebookTypes>();
export const [useStage, provideStage] = createContext<CellStage>();
/** Finding, folding, palette and panels of the open notebook. */
export const [useTools, provideTools] = createContext<NotebookTools>();
/** Markdown and the sanitiser, loaded before a notebook is shown. */
export const [useRichText, provideRichText] = createContext<RichText>();
