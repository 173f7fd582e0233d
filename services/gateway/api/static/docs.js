SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  // Some thirty groups of some hundreds of operations: first the groups.
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  filter: true,
  // Which permission an operation needs, and who has it.
  showExtensions: true,
  persistAuthorization: false,
  // The validator badge would ask a server of somebody else.
  validatorUrl: null,
});
