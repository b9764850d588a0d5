/// What operators get to see of the locks beside the API: meters.
package dev.willow.locker.report;
