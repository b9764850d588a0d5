/// What the client library costs whoever uses it.
package dev.willow.bench.client;
