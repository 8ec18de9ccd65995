import { data } from './data.ts';
import { fields } from './fields.ts';
import { optimiser } from './optimiser.ts';
import { settings } from './settings.ts';

/** The words that only the Settings page needs. */
export const settingsPage = { data, fields, optimiser, settings };
