/// What a service says of its calls: the OpenAPI document, as far as requests are made from it. Start at [Document].
package dev.willow.hostile.document;
