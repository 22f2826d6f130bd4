import { graphNameSchema } from '@lexhop/graph-model';
import { wholeNumber } from '@lexhop/http';
import { Param } from '@nestjs/common';
import { z } from 'zod';

/** A build's number, within what the books can hold. */
export const buildNumberSchema = wholeNumber(1, 2_147_483_647);
const buildReferenceSchema = z.object({ graph: graphNameSchema, number: buildNumberSchema });

/** Binds a parameter to the graph that the path names. */
export const GraphInPath = () => Param('graph', { schema: graphNameSchema });
/** Binds a parameter, a BuildReference, to the build that the path names. */
export const BuildInPath = () => Param({ schema: buildReferenceSchema });
