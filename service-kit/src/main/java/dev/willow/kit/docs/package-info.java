/// The documentation that a service serves about itself, without needing the internet: the page at `/docs`, the OpenAPI
/// document at `/docs/openapi.json`.
package dev.willow.kit.docs;
