import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EmbeddingChain } from '@lexhop/embedding';
import { embeddingStatusSchema } from './embedding.contract.js';

@ApiTags('embedding')
@Controller('embedding')
export class EmbeddingController {
  constructor(@Inject(EmbeddingChain) private readonly embedding: EmbeddingChain) {}

  @Get('status')
  @ApiOperation({ summary: 'Which provider and model is in use, and why the ones before it are not' })
  @ApiOkResponse({ standardSchema: embeddingStatusSchema })
  status() {
    return this.embedding.status();
  }
}
