import { booleanSetting, secret } from '@lexhop/foundation';
import { z } from 'zod';

/** Where builds are published. */
export const neo4jSettings = z.object({
  NEO4J_URI: z
    .string()
    .regex(/^(?:bolt|neo4j)(?:\+s|\+ssc)?:\/\/[^@]+$/, {
      error: 'bolt://host:port, neo4j://host:port and their +s forms are allowed, without a user or a password in them',
    })
    .optional()
    // Somebody may have put a password into it.
    .meta(secret)
    .describe(
      'Neo4j server that every build is published into, as bolt://host:7687; without it, graphs are served from memory alone.',
    ),
  NEO4J_USER: z.string().default('neo4j').describe('User of the Neo4j server.'),
  NEO4J_PASSWORD: z.string().optional().meta(secret).describe('Password of the Neo4j server.'),
  NEO4J_DATABASE: z.string().default('neo4j').describe('Database on the Neo4j server.'),
  NEO4J_VECTORS: booleanSetting
    .default(true)
    .describe(
      'Publish vectors and their indexes, too: with false graphs are answered from memory whatever their size, and Neo4j is for looking at them and for its queries. Changed, each graph is published anew.',
    ),
});
