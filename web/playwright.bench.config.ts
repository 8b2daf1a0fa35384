import { defineConfig } from '@playwright/test';
import journeys from './playwright.config';

// Measurements: `npm run bench` prints them. They are no tests, so that a busy machine fails nothing.
export default defineConfig({ ...journeys, testMatch: /bench\.ts$/, timeout: 180_000, reporter: 'line' });
