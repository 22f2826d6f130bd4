import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { answerEventSchema } from './answers/answers.controller.js';
import { vectorsRequestSchema } from './embedding/embedding.contract.js';
import { problemSchema, streamedTypes } from '@lexhop/http';
import { putExamples } from '@lexhop/rest-examples';

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

/** The components that decorators refer to by name, where they can't take a schema. */
function onlyReferredTo(): Schemas {
  const described = [
    describeSchema(problemSchema, 'output'),
    describeSchema(vectorsRequestSchema, 'input'),
    describeSchema(answerEventSchema, 'output'),
  ];
  const components = Object.assign({}, ...described.map((each) => each.components)) as object;
  return JSON.parse(JSON.stringify(components).replaceAll('"#/$defs/', '"#/components/schemas/')) as Schemas;
}

/** Corrects the bodies of files: a decorator has one schema for all content types of a body, but a streamed body is a file and not a form. */
function withWholeBodies(document: OpenAPIObject): OpenAPIObject {
  for (const { post } of Object.values(document.paths)) {
    if (!post?.requestBody || !('content' in post.requestBody)) continue;
    const { content } = post.requestBody;
    // Nest documents every body as required, but one with a default may be left out.
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

/** A schema as OpenAPI 3.1 writes it, with the named schemas that it refers to. */
interface DescribedSchema {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Describes a schema of a request (`input`) or an answer (`output`). One that has an id is a reference to the component of that name. */
function describeSchema(schema: z.ZodType, io: 'input' | 'output'): DescribedSchema {
  const {
    $schema: _dialect,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, {
    io,
    // Read-only is how our own code may use a value; in OpenAPI it would forbid clients to send it.
    override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
  });
  return { schema: own, components: $defs as DescribedSchema['components'] };
}

/** Serves the document at /api/v1/openapi.json and a page for it at /api/v1/docs. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/v1/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/v1/openapi.json',
    customSiteTitle: 'LexHop API',
  });
}
