import { readTheme, showTheme } from './theme-choice';

// Runs before anything is painted: a page that changes its colours a moment later would flash.
showTheme(readTheme());
