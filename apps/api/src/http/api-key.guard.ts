import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiSecurity } from '@nestjs/swagger';
import { type ApiKey, findApiKey, presentedKey, type Role } from '@lexhop/engine';
import type { FastifyRequest } from 'fastify';
import { ForbiddenError, UnauthorizedError } from './errors.js';

const neededRole = 'lexhop:needed-role';
/** Token of the keys that are admitted; none, and nobody is asked for one. */
export const apiKeysToken = Symbol('apiKeys');

/** Needs a key with the role admin, where keys are set. */
export const AdminOnly = () => SetMetadata(neededRole, 'admin');
/** Answers without a key. */
export const WithoutKey = () => applyDecorators(SetMetadata(neededRole, 'none'), ApiSecurity({}));

/** Asks every route for a key, where keys are set; role `read` unless the route says otherwise. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    @Inject(apiKeysToken) private readonly keys: readonly ApiKey[],
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    const needed = this.reflector.getAllAndOverride<Role | 'none'>(neededRole, targets) ?? 'read';
    if (this.keys.length === 0 || needed === 'none') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = findApiKey(this.keys, presentedKey(request.headers.authorization, ['Bearer']));
    if (!key) throw new UnauthorizedError();
    if (needed === 'admin' && key.role !== 'admin') throw new ForbiddenError('admin');
    return true;
  }
}
