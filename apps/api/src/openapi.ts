import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { answerEventSchema } from './answers/answers.controller.js';
import { vectorsRequestSchema } from './embedding/embedding.contract.js';
import { problemSchema, streamedTypes } from '@lexhop/http';
import { putExamples } from '@lexhop/rest-examples';
import { describeSchema } from './named-schemas.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** The OpenAPI document of the API. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('LexHop')
    .setDescription('Graph-RAG over law: builds HopRAG graphs over statutes and answers retrieval queries on them.')
    .setVersion('1')
    .addSecurity('bearer', { type: 'http', scheme: 'bearer', description: 'An API key, where keys are set.' })
    .addSecurityRequirements('bearer')
    .addGlobalResponse({
      status: 'default',
      description: 'What went wrong: `code` is stable and for machines, `detail` a sentence for people.',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    })
    .setOpenAPIVersion('3.1.0');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? describeSchema(schema, schemaType) : undefined,
  });
  const schemas = { ...document.components?.schemas, ...onlyReferredTo() };
  const whole = withWholeBodies({ ...document, components: { ...document.components, schemas } });
  putExamples(whole);
  return whole;
}

/** Components that decorators name by reference, where they take no schema. */
function onlyReferredTo(): Schemas {
  const described = [
    describeSchema(problemSchema, 'output'),
    describeSchema(vectorsRequestSchema, 'input'),
    describeSchema(answerEventSchema, 'output'),
  ];
  const components = Object.assign({}, ...described.map((each) => each.components)) as object;
  return JSON.parse(JSON.stringify(components).replaceAll('"#/$defs/', '"#/components/schemas/')) as Schemas;
}

/** A decorator knows one schema for every content type of a body; one that is streamed is a file, not a form. */
function withWholeBodies(document: OpenAPIObject): OpenAPIObject {
  for (const { post } of Object.values(document.paths)) {
    if (!post?.requestBody || !('content' in post.requestBody)) continue;
    const { content } = post.requestBody;
    // Nest asks for every body; one that has a default may be left out.
    if (hasDefault(content['application/json']?.schema, document)) post.requestBody.required = false;
    for (const type of streamedTypes)
      if (type in content) content[type] = { schema: { type: 'string', format: 'binary' } };
  }
  return document;
}

function hasDefault(schema: object | undefined, { components }: OpenAPIObject): boolean {
  if (schema === undefined || !('$ref' in schema)) return false;
  const named = components?.schemas?.[String(schema.$ref).split('/').at(-1) ?? ''];
  return named !== undefined && 'default' in named;
}

/** Serves the document at /api/v1/openapi.json and a page for it at /api/v1/docs. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/v1/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/v1/openapi.json',
    customSiteTitle: 'LexHop API',
  });
}
