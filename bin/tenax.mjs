#!/usr/bin/env node
import { setUp } from './setup.mjs';

setUp();
await import('../dist/server/main.js');
