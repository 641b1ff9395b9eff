print("upt-script")
