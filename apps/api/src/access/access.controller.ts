import { namedObject } from '@lexhop/foundation';
import { z } from 'zod';
import { Controller, Get, Headers, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { KeyRing, presentedKey, roleSchema } from '@lexhop/access';
import { UnauthorizedError, WithoutKey } from '@lexhop/http';
import { type ApiSettings, settingsToken } from '../settings.js';

/** What the presented key opens. */
const accessSchema = namedObject('Access', {
  keysRequired: z
    .boolean()
    .describe('False where no keys are set, on a loopback address: then everyone may do everything.'),
  name: z.string().nullable().describe('Name of the presented key; null without one.'),
  role: roleSchema
    .nullable()
    .describe('What this caller may do; null where a key is asked for and none was presented.'),
  graphs: z.array(z.string()).readonly().nullable().describe('The only graphs that the key opens; null for all.'),
});
type Access = z.infer<typeof accessSchema>;

@ApiTags('access')
@ApiSecurity('bearer')
@Controller('access')
export class AccessController {
  constructor(
    @Inject(KeyRing) private readonly ring: KeyRing,
    @Inject(settingsToken) private readonly settings: ApiSettings,
  ) {}

  @Get()
  @WithoutKey()
  @ApiOperation({
    summary: 'Whether keys are asked for here, and what the presented one opens',
    description: 'Answers without a key, so that a page knows whether to ask for one; 401 for a key that is not known.',
  })
  @ApiOkResponse({ standardSchema: accessSchema })
  async access(@Headers('authorization') authorization: string | undefined): Promise<Access> {
    if (await this.ring.isOpenAt(this.settings.server.LEXHOP_HOST))
      return { keysRequired: false, name: null, role: 'admin', graphs: null };
    if (authorization === undefined) return { keysRequired: true, name: null, role: null, graphs: null };
    const key = await this.ring.find(presentedKey(authorization, ['Bearer']));
    if (!key) throw new UnauthorizedError();
    const { name, role, graphs } = key;
    return { keysRequired: true, name, role, graphs };
  }
}
