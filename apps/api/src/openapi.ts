import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The OpenAPI document of the API. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('LexHop')
    .setDescription('Graph-RAG over law: builds HopRAG graphs over statutes and answers retrieval queries on them.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, where keys are set.' })
    .setOpenAPIVersion('3.1.0');
  return SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
  });
}

/** Serves the document at /api/v1/openapi.json and a page for it at /api/v1/docs. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/v1/docs', app, () => openApiDocument(app), { jsonDocumentUrl: 'api/v1/openapi.json' });
}
