/// What operators get to see of the limits beside the API: meters.
package dev.willow.limiter.report;
