import { aCache, someSources } from './generated-model.js';

/** A process of its own that pulls the generated model: `pull-process.ts <cache> <endpoint>`. Says "pulling", and "pulled" at the end. */
const [cache = '', endpoint = ''] = process.argv.slice(2);
const patience = { attempts: 4, firstWaitMs: 1, longestWaitMs: 2_000, stallMs: 60_000 };
console.log('pulling');
const files = await aCache(someSources({ cache, endpoint, patience })).pull('tiny');
console.log(`pulled ${files.length}`);
