/// How a service sends its calls to other services.
package dev.willow.kit.calls;
