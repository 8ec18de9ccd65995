import { data } from './data.ts';
import { fields } from './fields.ts';
import { optimiser } from './optimiser.ts';
import { settings } from './settings.ts';

/** What only the page of settings says. */
export const settingsPage = { data, fields, optimiser, settings };
