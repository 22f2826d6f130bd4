import { Controller, Delete, Header, Headers, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { KeyRing } from '@lexhop/access';
import { AdminOnly, boardCookie, noBoardCookie } from '@lexhop/http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Opens the board of the queues to a browser. A browser that opens a page can't send a key as a header, so it gets a cookie. */
@ApiTags('access')
@Controller('board-session')
export class BoardSessionController {
  constructor(@Inject(KeyRing) private readonly ring: KeyRing) {}

  @Post()
  @AdminOnly()
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Open the board of the queues to this browser',
    description:
      'Sets a cookie that stands for the key at /admin/queues for 8 hours. No other page gets it, and no script can read it. It stops working once the key is revoked. Where no key is asked for, no cookie is set.',
  })
  open(
    @Req() { apiKey }: FastifyRequest,
    @Headers('origin') origin: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    if (apiKey) void reply.header('set-cookie', boardCookie(this.ring.sessions.open(apiKey), origin));
  }

  @Delete()
  @AdminOnly()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Close the board of the queues to every browser that this key opened it to',
    description: 'For signing out: ends the sessions of the presented key, and deletes the cookie.',
  })
  @Header('set-cookie', noBoardCookie())
  close(@Req() { apiKey }: FastifyRequest): void {
    if (apiKey) this.ring.sessions.endOf(apiKey);
  }
}
