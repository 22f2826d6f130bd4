import { Controller, Delete, Header, Headers, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { KeyRing } from '@lexhop/access';
import { AdminOnly, boardCookie, noBoardCookie } from '@lexhop/http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The way from the console to the board of the queues: a browser that goes to a page by itself can't send a key as a header, and sends a cookie. */
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
      'Sets a cookie that stands for the key at /admin/queues, for 8 hours, for no other page and no script; it opens no more once the key is revoked. Where no key is asked for, none is set.',
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
    description: 'For who signs out: ends the sessions of the presented key, and takes the cookie back.',
  })
  @Header('set-cookie', noBoardCookie())
  close(@Req() { apiKey }: FastifyRequest): void {
    if (apiKey) this.ring.sessions.endOf(apiKey);
  }
}
