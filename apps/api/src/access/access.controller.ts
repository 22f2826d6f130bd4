import { z } from 'zod';
import { Controller, Get, Headers, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { type ApiKey, findApiKey, presentedKey } from '@lexhop/engine';
import { apiKeysToken, WithoutKey } from '../http/api-key.guard.js';
import { UnauthorizedError } from '../http/errors.js';

/** What the presented key opens. */
export const accessSchema = z.object({
  keysRequired: z.boolean().describe('False where no keys are set: then everyone may do everything.'),
  name: z.string().nullable().describe('Name of the presented key; null without one.'),
  role: z
    .enum(['read', 'admin'])
    .nullable()
    .describe('What this caller may do; null where a key is asked for and none was presented.'),
});
type Access = z.infer<typeof accessSchema>;

@ApiTags('access')
@ApiSecurity('bearer')
@WithoutKey()
@Controller('access')
export class AccessController {
  constructor(@Inject(apiKeysToken) private readonly keys: readonly ApiKey[]) {}

  @Get()
  @ApiOperation({
    summary: 'Whether keys are asked for here, and what the presented one opens',
    description: 'Answers without a key, so that a page knows whether to ask for one; 401 for a key that is not known.',
  })
  @ApiOkResponse({ standardSchema: accessSchema })
  access(@Headers('authorization') authorization: string | undefined): Access {
    if (this.keys.length === 0) return { keysRequired: false, name: null, role: 'admin' };
    if (authorization === undefined) return { keysRequired: true, name: null, role: null };
    const key = findApiKey(this.keys, presentedKey(authorization, ['Bearer']));
    if (!key) throw new UnauthorizedError();
    return { keysRequired: true, name: key.name, role: key.role };
  }
}
