"use strict";(()=>{var e="chancery-reader";"caches"in window&&caches.delete(e);})();
